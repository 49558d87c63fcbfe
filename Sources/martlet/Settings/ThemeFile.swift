import Foundation
import ReaderCore
import TUI
import Yams

/// A theme as a file in YAML: `config/themes/dark.yaml` shows all there is to say.
struct ThemeFile {
  /// Place, reason and remedy of what is wrong with a file.
  struct Fault: Error, Equatable {
    let message: String
  }

  /// Whether a file may be called so: nothing that leads out of the folder.
  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64 && name.first != "."
      && name.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "/" && $0.value != 0x7F }
  }

  /// - Parameter file: only named in messages.
  static func recipe(named name: String, yaml: String, file: String) throws(Fault) -> ThemeRecipe {
    let root: Node?
    do throws(SettingsYAML.Fault) {
      root = try SettingsYAML.root(yaml)
    } catch {
      throw Fault(message: error.message(of: file))
    }
    var reader = Reader(file: file)
    for (key, value) in try reader.fields(of: root ?? Node("")) { try reader.take(key, value) }
    let ground = reader.ground ?? reader.base?.ground ?? .dark
    let usual = ThemeRecipe.shipped.first { $0.name == ground.rawValue }
    let recipe = ThemeRecipe(
      name: name, ground: ground, base: reader.base ?? usual, colors: reader.colors,
      looks: reader.looks)
    if let (role, color) = recipe.unknownColors.first {
      let line = reader.lines[role] ?? 1
      throw Fault(message: "\(file):\(line): \(Wording.unknownColor(color, of: role.name))")
    }
    return recipe
  }

  private struct Reader {
    let file: String
    var ground: Ground?
    var base: ThemeRecipe?
    var colors: [String: ThemeRecipe.Shades] = [:]
    var looks: [Role: ThemeRecipe.Look] = [:]
    var lines: [Role: Int] = [:]

    init(file: String) { self.file = file }

    private func fault(_ node: Node, _ reason: String) -> Fault {
      Fault(message: "\(file):\(node.mark?.line ?? 1): \(reason)")
    }

    func fields(of node: Node) throws(Fault) -> [(Node, Node)] {
      if node.null != nil || node.scalar?.string.isEmpty == true { return [] }
      guard let mapping = node.mapping else { throw fault(node, Wording.themeShape) }
      return mapping.map { ($0.key, $0.value) }
    }

    mutating func take(_ key: Node, _ value: Node) throws(Fault) {
      switch key.string {
      case "ground":
        guard let ground = value.string.flatMap({ Ground(rawValue: $0) }) else {
          throw fault(key, Wording.themeGround)
        }
        self.ground = ground
      case "base":
        let name = value.string ?? ""
        guard let base = ThemeRecipe.shipped.first(where: { $0.name == name }) else {
          throw fault(key, Wording.themeBase(name))
        }
        self.base = base
      case "colors":
        for (name, value) in try fields(of: value) {
          let word = name.string ?? ""
          guard !word.isEmpty, !word.contains(" "), Color(named: word) == nil, word != "on",
            (try? ThemeRecipe.Look(word))?.isOnlyColor == true
          else { throw fault(name, Wording.themeColorName(word)) }
          colors[word] = try shades(word, value)
        }
      case "roles":
        for (name, value) in try fields(of: value) {
          guard let role = Role(name: name.string ?? "") else {
            throw fault(name, Wording.themeRole(name.string ?? ""))
          }
          guard let text = value.string, let look = try? ThemeRecipe.Look(text) else {
            throw fault(name, Wording.themeLook(role.name))
          }
          looks[role] = look
          lines[role] = name.mark?.line
        }
      default: throw fault(key, Wording.themeHasNo(key.string ?? ""))
      }
    }

    private func shades(_ name: String, _ value: Node) throws(Fault) -> ThemeRecipe.Shades {
      let nodes = value.sequence.map(Array.init) ?? [value]
      let colors = nodes.map { $0.string.flatMap(Color.init(named:)) }
      guard (1...3).contains(colors.count), let direct = colors[0], !colors.contains(nil) else {
        throw fault(value.mark == nil ? Node(name) : value, Wording.themeColor(name))
      }
      return ThemeRecipe.Shades(
        direct, indexed: colors.count > 1 ? colors[1] : nil,
        sixteen: colors.count > 2 ? colors[2] : nil)
    }
  }

  // MARK: The folder

  /// The theme of a name in the folder; `nil` if there is none.
  static func recipe(named name: String, in folder: String) throws(Fault) -> ThemeRecipe? {
    let file = "\(folder)/\(name).yaml"
    guard isName(name), let bytes = FileManager.default.contents(atPath: file) else { return nil }
    guard let text = String(bytes: bytes, encoding: .utf8) else {
      throw Fault(message: Wording.notUTF8(file))
    }
    return try recipe(named: name, yaml: text, file: file)
  }

  /// Every theme of the folder, and what is wrong with those that are none.
  static func all(in folder: String) -> (themes: [ThemeRecipe], faults: [String]) {
    var themes: [ThemeRecipe] = []
    var faults: [String] = []
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for file in files.sorted() where file.hasSuffix(".yaml") {
      do throws(Fault) {
        if let theme = try recipe(named: String(file.dropLast(5)), in: folder) {
          themes.append(theme)
        }
      } catch {
        faults.append(error.message)
      }
    }
    return (themes, faults)
  }
}

extension ThemeFile {
  /// That there is no such theme, with the line that wants it.
  static func missing(_ name: String, _ paths: Paths) -> String {
    let file = paths.settingsFile
    let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
    let line = (try? SettingsYAML.root(text))?.mapping?
      .first { $0.key.string == Setting.theme.rawValue }?.key.mark?.line
    return Wording.noTheme(
      name, file: line.map { "\(file):\($0)" } ?? file, folder: paths.themes)
  }
}

extension Workspace {
  /// The theme that is wanted on a terminal, and why it cannot be had.
  func themes(for depth: ColorDepth) -> (ThemeBook, fault: String?) {
    let wish = settings.theme
    let ground = environment["COLORFGBG"].flatMap(Ground.init(colorFGBG:)) ?? .dark
    var book = ThemeBook(wish: wish, ground: ground, depth: depth)
    guard depth != .none else { return (book, nil) }
    for name in wish.map({ [$0] }) ?? Ground.allCases.map(\.rawValue) {
      do throws(ThemeFile.Fault) {
        if let recipe = try ThemeFile.recipe(named: name, in: paths.themes) {
          book.own.append(recipe)
        }
      } catch {
        return (book, error.message)
      }
    }
    if let wish, book.theme(wish) == nil {
      return (book, ThemeFile.missing(wish, paths))
    }
    return (book, nil)
  }
}
