/* Loads a Socket.IO server with a crowd and tells, one JSON object a line, how it fared.
 *
 * usage: load --port N --plan FILE --mode idle|saturate|paced [--joining N] [--window N] [--senders N] [--rate N]
 *             [--tickets 0|1] [--body N] [--settle S] [--warmup S] [--seconds S] [--check N] [--patience S]
 *
 * The plan has one line for each client: its cookie, a tab, its room. With `tickets` each asks for one before its line. At most `joining` clients come in at a time,
 * and are quiet while they `settle`. Then, for `seconds` after a `warmup`: nobody speaks (idle); the first `senders` of each room (0: all) keep `window`
 * messages under way (saturate); or in each room `rate` messages a second are said, by one after the other (paced).
 * `check` follows so many messages one by one: did each arrive once, with everyone in its room and nobody else?
 * In the end it waits for what is under way, giving up after `patience` seconds in which nothing has come.
 */

#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>

#include "load.h"

enum { EVENTS = 512, QUIET_MS = 300, STUCK_MS = 60000 };
#define SECOND 1000000000ll
#define MS 1000000ll

struct wanted wanted = {.mode = "idle", .joining = 64, .window = 4, .body_chars = 100, .rate = 1, .seconds = 5, .patience = 30};
struct tally tally;

static int poll_fd;
static unsigned called, inside;
static uint32_t *join_delays;

int64_t now_ns(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * SECOND + at.tv_nsec;
}

void die(const char *words, ...) {
    va_list rest;
    va_start(rest, words);
    vfprintf(stderr, words, rest);
    va_end(rest);
    fputc('\n', stderr);
    exit(1);
}

void *grow(void *what, size_t bytes) {
    void *grown = realloc(what, bytes ? bytes : 1);
    if (!grown)
        die("There is not enough memory for this crowd.");
    return grown;
}

/* Serves the lines once, waiting for news until a moment at most. */
static void serve(int64_t until) {
    struct epoll_event events[EVENTS];
    int64_t wait = until - now_ns();
    if (wait < 0)
        wait = 0;
    struct pollfd news = {.fd = poll_fd, .events = POLLIN};
    struct timespec left = {wait / SECOND, wait % SECOND};
    if (ppoll(&news, 1, &left, NULL) <= 0)
        return;
    int count = epoll_wait(poll_fd, events, EVENTS, 0);
    for (int i = 0; i < count; i++) {
        struct line *line = events[i].data.ptr;
        if (line->state == LOST)
            continue;
        if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))
            readable(line);
        if (line->state != LOST)
            top_up(line);
        if (line->state != LOST && (line->out.used || line->wants_to_write))
            flush(line);
    }
}

void on_joined(struct line *line) {
    join_delays[inside++] = (uint32_t)((now_ns() - line->began_at) / 1000);
}

static void join(void) {
    int64_t started = now_ns(), moved_at = started;
    unsigned before = 0;
    join_delays = grow(NULL, line_count * sizeof *join_delays);
    while (inside < line_count) {
        while (called < line_count && called - inside < (unsigned)wanted.joining)
            call(&lines[called++], poll_fd);
        serve(now_ns() + SECOND);
        if (inside != before) {
            before = inside;
            moved_at = now_ns();
        } else if (now_ns() - moved_at > STUCK_MS * MS) {
            die("Nobody came in for a minute; %u of %u are inside.", inside, line_count);
        }
    }
    double took = (now_ns() - started) / 1e9;
    sort_delays(join_delays, line_count);
    printf(
        "{\"event\":\"joined\",\"members\":%u,\"rooms\":%u,\"seconds\":%.4f,\"per_second\":%.1f,"
        "\"p50_ms\":%.3f,\"p99_ms\":%.3f}\n",
        line_count,
        room_count,
        took,
        line_count / took,
        delay_ms(join_delays, line_count, 0.5),
        delay_ms(join_delays, line_count, 0.99));
    fflush(stdout);
}

static int64_t next_due, gap;
static uint64_t spoken;

static void speak_in_turn(void) {
    while (talks && next_due <= now_ns()) {
        struct room *room = &rooms[spoken++ % room_count];
        struct line *line = &lines[room->members[room->turn++ % room->count]];
        next_due += gap;
        if (line->state == INSIDE) {
            say(line);
            flush(line);
        }
    }
}

static void serve_until(int64_t until) {
    int paced = strcmp(wanted.mode, "paced") == 0;
    while (now_ns() < until) {
        if (paced)
            speak_in_turn();
        serve(paced && talks && next_due < until ? next_due : until);
    }
}

/* Waits for what is under way, and a moment longer for what should not come. */
static void drain(void) {
    int64_t moved_at = now_ns();
    uint64_t before = 0;
    talks = 0;
    while (now_ns() - moved_at < (int64_t)(wanted.patience * SECOND)) {
        if (tally.acknowledged >= tally.sent && tally.deliveries >= tally.expected)
            break;
        serve(now_ns() + 20 * MS);
        if (before != tally.deliveries + tally.acknowledged) {
            before = tally.deliveries + tally.acknowledged;
            moved_at = now_ns();
        }
    }
    serve_until(now_ns() + QUIET_MS * MS);
}

static double own_cpu_seconds(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static void mark(const char *event) {
    printf("{\"event\":\"%s\"}\n", event);
    fflush(stdout);
}

static void measure(void) {
    serve_until(now_ns() + (int64_t)(wanted.settle * SECOND));
    mark("settled");
    begin_talking();
    next_due = now_ns();
    gap = (int64_t)(SECOND / (wanted.rate * room_count));
    serve_until(now_ns() + (int64_t)(wanted.warmup * SECOND));
    mark("begin");
    struct tally before = tally;
    double cpu = own_cpu_seconds();
    measured_from = now_ns();
    serve_until(measured_from + (int64_t)(wanted.seconds * SECOND));
    measured_until = now_ns();
    mark("end");
    struct tally after = tally;
    cpu = own_cpu_seconds() - cpu;
    double took = (measured_until - measured_from) / 1e9;
    drain();
    judge_receipts();
    sort_delays(delays, delay_count);
    printf(
        "{\"event\":\"done\",\"seconds\":%.4f,\"deliveries\":%llu,\"acknowledged\":%llu,\"frames\":%llu,\"bytes\":%llu,"
        "\"load_cpu\":%.3f,\"p50_ms\":%.3f,\"p90_ms\":%.3f,\"p99_ms\":%.3f,\"sent\":%llu,\"told\":%llu,\"expected\":%llu,"
        "\"refused\":%llu,\"lost\":%llu,\"missed\":%llu,\"twice\":%llu,\"strayed\":%llu}\n",
        took,
        (unsigned long long)(after.deliveries - before.deliveries),
        (unsigned long long)(after.acknowledged - before.acknowledged),
        (unsigned long long)(after.frames - before.frames),
        (unsigned long long)(after.bytes - before.bytes),
        cpu / took,
        delay_ms(delays, delay_count, 0.5),
        delay_ms(delays, delay_count, 0.9),
        delay_ms(delays, delay_count, 0.99),
        (unsigned long long)tally.sent,
        (unsigned long long)tally.deliveries,
        (unsigned long long)tally.expected,
        (unsigned long long)tally.refused,
        (unsigned long long)tally.lost,
        (unsigned long long)tally.missed,
        (unsigned long long)tally.twice,
        (unsigned long long)tally.strayed);
    fflush(stdout);
}

static const char *plan_path;

static void read_option(int which, const char *value) {
    switch (which) {
    case 'p': wanted.port = atoi(value); break;
    case 'T': wanted.tickets = atoi(value); break;
    case 'P': plan_path = value; break;
    case 'm': wanted.mode = value; break;
    case 'j': wanted.joining = atoi(value); break;
    case 'w': wanted.window = atoi(value); break;
    case 's': wanted.senders = atoi(value); break;
    case 'r': wanted.rate = atof(value); break;
    case 'b': wanted.body_chars = atoi(value); break;
    case 'q': wanted.settle = atof(value); break;
    case 'u': wanted.warmup = atof(value); break;
    case 'S': wanted.seconds = atof(value); break;
    case 'c': wanted.check = strtoul(value, NULL, 10); break;
    case 't': wanted.patience = atof(value); break;
    default: die("An option is unknown; the head of load.c lists them.");
    }
}

static void read_options(int count, char **given) {
    static const struct option options[] = {
        {"port", 1, NULL, 'p'},
        {"plan", 1, NULL, 'P'},
        {"mode", 1, NULL, 'm'},
        {"tickets", 1, NULL, 'T'},
        {"joining", 1, NULL, 'j'},
        {"window", 1, NULL, 'w'},
        {"senders", 1, NULL, 's'},
        {"rate", 1, NULL, 'r'},
        {"body", 1, NULL, 'b'},
        {"settle", 1, NULL, 'q'},
        {"warmup", 1, NULL, 'u'},
        {"seconds", 1, NULL, 'S'},
        {"check", 1, NULL, 'c'},
        {"patience", 1, NULL, 't'},
        {0},
    };
    int which;
    while ((which = getopt_long(count, given, "", options, NULL)) != -1)
        read_option(which, optarg);
    if (!wanted.port || !plan_path || wanted.rate <= 0 || wanted.body_chars <= STAMP_CHARS + 2)
        die("A port, a plan, a rate above zero and a body longer than its stamp are needed.");
}

static void allow_many_sockets(void) {
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    if (line_count + 32 > files.rlim_cur)
        die("%u clients need as many file descriptors, and %lu are allowed.", line_count, (long)files.rlim_cur);
}

int main(int count, char **given) {
    read_options(count, given);
    read_plan(plan_path);
    allow_many_sockets();
    poll_fd = epoll_create1(EPOLL_CLOEXEC);
    join();
    measure();
    return 0;
}
