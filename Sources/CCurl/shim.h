// What Swift cannot import of libcurl: functions with variable arguments, and macros that compute.

#ifndef MARTLET_CCURL_SHIM_H
#define MARTLET_CCURL_SHIM_H

#include <curl/curl.h>
#include <stdbool.h>

static const long cc_auth_automatic = (long)(CURLAUTH_BASIC | CURLAUTH_DIGEST);
static const long cc_auth_basic = (long)CURLAUTH_BASIC;
static const long cc_auth_digest = (long)CURLAUTH_DIGEST;
static const size_t cc_write_failed = CURL_WRITEFUNC_ERROR;
static const size_t cc_write_later = CURL_WRITEFUNC_PAUSE;
static const curl_socket_t cc_no_socket = CURL_SOCKET_BAD;

static inline bool cc_begin(void) { return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }

static inline void cc_set_number(CURL *easy, CURLoption option, long value) {
  curl_easy_setopt(easy, option, value);
}

/// Copies the text; NULL is the option's default.
static inline void cc_set_text(CURL *easy, CURLoption option, const char *text) {
  curl_easy_setopt(easy, option, text);
}

static inline void cc_set_list(CURL *easy, CURLoption option, struct curl_slist *list) {
  curl_easy_setopt(easy, option, list);
}

/// The callbacks of one transfer, all with the same context.
static inline void cc_set_callbacks(
    CURL *easy, void *context, curl_write_callback header, curl_write_callback body,
    curl_xferinfo_callback progress, curl_opensocket_callback open_socket,
    curl_prereq_callback before_request) {
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
  curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, progress);
  curl_easy_setopt(easy, CURLOPT_XFERINFODATA, context);
  curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, before_request);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
  curl_easy_setopt(easy, CURLOPT_PRIVATE, context);
}

static inline void *cc_context(CURL *easy) {
  char *context = NULL;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &context);
  return context;
}

static inline curl_off_t cc_info_number(CURL *easy, CURLINFO info) {
  curl_off_t value = 0;
  curl_easy_getinfo(easy, info, &value);
  return value;
}

/// The system's reason for a connection that failed; 0 for none.
static inline int cc_system_error(CURL *easy) {
  long code = 0;
  curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &code);
  return (int)code;
}

/// Lets a transfer go on that has been told to wait.
static inline CURLcode cc_go_on(CURL *easy) { return curl_easy_pause(easy, CURLPAUSE_CONT); }

static inline void cc_multi_set(CURLM *multi, CURLMoption option, long value) {
  curl_multi_setopt(multi, option, value);
}

/// The next transfer that has ended and how; NULL for none.
static inline CURL *cc_multi_ended(CURLM *multi, CURLcode *result) {
  int waiting = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &waiting)) != NULL) {
    if (message->msg != CURLMSG_DONE) continue;
    *result = message->data.result;
    return message->easy_handle;
  }
  return NULL;
}

#endif
