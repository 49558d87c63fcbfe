# make run    installs what is missing, builds, opens the reader on the sample library
# make test   the same set-up, then lint and every test
# make test-fast   only the tests of what knows no disk, wire or terminal, in seconds
# See README.md for the rest.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
BUILD = $(SWIFT) build -c release --static-swift-stdlib
PROGRAM = .build/release/martlet

# Debian packages: what a toolchain that was only unpacked needs to start; what SwiftPM and the linker need,
# headers; for the tests a real terminal, and real servers for TLS and HTTP/2.
TOOLCHAIN_PACKAGES = libxml2 libedit2 libcurl4 libpython3.11 libsqlite3-0 libncurses6 libstdc++6 \
  libuuid1 zlib1g tzdata
BUILD_PACKAGES = git ca-certificates binutils libc6-dev libstdc++-12-dev libncursesw5-dev libsqlite3-dev \
  libcurl4-openssl-dev libidn2-dev zlib1g-dev libbrotli-dev libzstd-dev libmd4c-dev libmd4c-html0-dev \
  libchafa-dev libglib2.0-dev libpng-dev libturbojpeg0-dev libwebp-dev libgif-dev
TEST_PACKAGES = tmux openssl nghttp2-server

# For packages alone.
PACKAGE_PACKAGES = binutils dpkg-dev xz-utils
PACKAGES_FOLDER = .build/packages

.PHONY: deb tarball toolchain run build test test-fast torture lint format install uninstall packages test-packages fuzz clean

run: build
	$(PROGRAM) config/sample

build: packages
	$(BUILD) --product martlet

# Those that wait for nothing; the others: see Tests/run-tests.
PURE_TESTS = ^(ArticlesTests|FeedParsingTests|TUITests|ReaderCoreTests)\.

test: packages test-packages
	$(SWIFT) build --build-tests
	@PURE_TESTS='$(PURE_TESTS)' Tests/run-tests

test-fast: packages
	$(SWIFT) test --filter '$(PURE_TESTS)'

# The long run of the fault harness: more than a thousand kills in some twenty minutes. A finding names
# its seed; `make torture SEED=… SERIES=1 ROUNDS=…` shows it again.
SEED ?= 1
SERIES ?= 40
ROUNDS ?= 12
torture: packages test-packages
	FAULT_SEED=$(SEED) FAULT_SERIES=$(SERIES) FAULT_ROUNDS=$(ROUNDS) FAULT_STEP=1 \
	  $(SWIFT) test --filter 'Fault|ManyProcesses|Damage|Removal|FullDisk|Oracle|WriteOrder'

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Benchmarks

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests Benchmarks

# Where Swift starts, nothing is installed for it.
toolchain:
	@command -v $(SWIFT) > /dev/null || { echo "There is no $(SWIFT) in the PATH: https://swift.org/install"; exit 1; }
	@{ $(SWIFT) build --version && $(SWIFT) format --version; } > /dev/null 2>&1 \
	  || config/install-packages $(TOOLCHAIN_PACKAGES)

packages: toolchain
	@config/install-packages $(BUILD_PACKAGES)

test-packages:
	@config/install-packages $(TEST_PACKAGES)

# Packages are the administrator's: `make install` only copies what was built.
install:
	@test -x $(PROGRAM) || { echo "Build first: make build"; exit 1; }
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	  $(DESTDIR)$(PREFIX)/share/man/man5 \
	  $(DESTDIR)$(PREFIX)/share/martlet/themes $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -s -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/martlet
	install -m 644 config/martlet.1 $(DESTDIR)$(PREFIX)/share/man/man1/martlet.1
	install -m 644 config/martlet-config.5 $(DESTDIR)$(PREFIX)/share/man/man5/martlet-config.5
	install -m 644 config/config.yaml $(DESTDIR)$(PREFIX)/share/martlet/config.yaml
	install -m 644 config/sample-feeds.opml $(DESTDIR)$(PREFIX)/share/martlet/sample-feeds.opml
	cp -R --no-preserve=ownership config/sample $(DESTDIR)$(PREFIX)/share/martlet/
	install -m 644 config/themes/*.yaml $(DESTDIR)$(PREFIX)/share/martlet/themes
	install -d $(DESTDIR)$(PREFIX)/share/martlet/keys
	install -m 644 config/keys/*.yaml $(DESTDIR)$(PREFIX)/share/martlet/keys/
	install -m 644 config/feeds.yaml $(DESTDIR)$(PREFIX)/share/martlet/feeds.yaml
	$(PROGRAM) --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/martlet
	$(PROGRAM) --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_martlet
	$(PROGRAM) --generate-completion-script fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/martlet.fish

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/martlet $(DESTDIR)$(PREFIX)/share/man/man1/martlet.1 \
	  $(DESTDIR)$(PREFIX)/share/man/man5/martlet-config.5 \
	  $(DESTDIR)$(PREFIX)/share/martlet/config.yaml \
	  $(DESTDIR)$(PREFIX)/share/martlet/feeds.yaml \
	  $(DESTDIR)$(PREFIX)/share/martlet/sample-feeds.opml \
	  $(DESTDIR)$(PREFIX)/share/martlet/themes/*.yaml \
	  $(DESTDIR)$(PREFIX)/share/martlet/keys/*.yaml \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions/martlet \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_martlet \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/martlet.fish
	rm -rf $(DESTDIR)$(PREFIX)/share/martlet/sample

# A Debian package in .build/packages. `config/packaging/try-deb` tries it in a fresh Debian.
deb: build
	@config/install-packages $(PACKAGE_PACKAGES)
	config/packaging/build-deb $(PROGRAM) $(PACKAGES_FOLDER)

# The same files for other distributions, with a list of the libraries they need.
tarball: build
	@config/install-packages $(PACKAGE_PACKAGES)
	config/packaging/build-tarball $(PROGRAM) $(PACKAGES_FOLDER)

fuzz:
	Tests/Fuzzing/run front-matter
	Tests/Fuzzing/run feed
	Tests/Fuzzing/run date
	Tests/Fuzzing/run html
	Tests/Fuzzing/run state
	Tests/Fuzzing/run page
	Tests/Fuzzing/run query

clean:
	rm -rf .build Benchmarks/.build
