/* One client's line: the WebSocket handshake, the opening of Engine.IO and Socket.IO, entering the room. */

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "load.h"

enum { CHUNK = 1 << 18, PONG = 10, CLOSE = 8, PING = 9, TEXT = 1, LINES_PER_ADDRESS = 20000, COMPLAINTS = 5 };

static int poll_fd;

void hang_up(struct line *line, const char *why) {
    static unsigned complaints;
    if (line->state == LOST)
        return;
    if (complaints++ < COMPLAINTS)
        fprintf(stderr, "Line %u %s; last it heard: %.*s\n", line->number, why, (int)line->begin_used, line->begin);
    if (line->state != INSIDE)
        die("Not everybody could come in.");
    line->state = LOST;
    tally.lost++;
    close(line->fd);
}

static void watch(struct line *line, int for_writing, int how) {
    struct epoll_event event = {.events = EPOLLIN | (for_writing ? EPOLLOUT : 0), .data.ptr = line};
    if (epoll_ctl(poll_fd, how, line->fd, &event) < 0)
        die("epoll: %s", strerror(errno));
    line->wants_to_write = for_writing;
}

static void ask_for_websocket(struct line *line) {
    char request[2048];
    int length = snprintf(
        request,
        sizeof request,
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\n"
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: %s\r\n\r\n",
        wanted.port,
        wanted.port,
        line->cookie);
    if (length >= (int)sizeof request)
        die("The cookie of line %u is too long.", line->number);
    add_bytes(&line->out, request, length);
}

static void ask_for_ticket(struct line *line) {
    char request[2048];
    int length = snprintf(
        request,
        sizeof request,
        "POST /socket.io/ticket HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\nContent-Length: 0\r\n"
        "Cookie: %s\r\n\r\n",
        wanted.port,
        wanted.port,
        line->cookie);
    if (length >= (int)sizeof request)
        die("The cookie of line %u is too long.", line->number);
    add_bytes(&line->out, request, length);
}

/* The answer is a head, an empty line and {"ok":true,"ticket":"…"}; that last part comes in one piece. */
static void read_ticket(struct line *line, const char *bytes, size_t length) {
    static const char before[] = "\"ticket\":\"";
    const char *found = memmem(bytes, length, before, sizeof before - 1);
    if (!found && bytes[length - 1] != '}')
        return;
    const char *ends = found ? memchr(found + sizeof before - 1, '"', bytes + length - found - sizeof before + 1) : NULL;
    if (!ends || ends - found - (sizeof before - 1) > TICKET_CHARS)
        die("Line %u got no ticket: %.*s", line->number, (int)length, bytes);
    memcpy(line->ticket, found + sizeof before - 1, ends - found - (sizeof before - 1));
    line->state = SHAKING_HANDS;
    ask_for_websocket(line);
}

void call(struct line *line, int poll) {
    poll_fd = poll;
    line->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (line->fd < 0)
        die("No socket for line %u: %s. More file descriptors are needed: ulimit -n.", line->number, strerror(errno));
    int yes = 1;
    setsockopt(line->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    /* One address has not enough ports for a large crowd; every one of 127.0.0.0/8 is this machine. */
    struct sockaddr_in own = {.sin_family = AF_INET};
    own.sin_addr.s_addr = htonl(INADDR_LOOPBACK + line->number / LINES_PER_ADDRESS);
    setsockopt(line->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(wanted.port)};
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(line->fd, (struct sockaddr *)&own, sizeof own) < 0)
        die("No address for line %u: %s", line->number, strerror(errno));
    if (connect(line->fd, (struct sockaddr *)&server, sizeof server) < 0 && errno != EINPROGRESS)
        die("The server cannot be reached: %s", strerror(errno));
    line->state = wanted.tickets ? ASKING : SHAKING_HANDS;
    line->began_at = now_ns();
    if (wanted.tickets)
        ask_for_ticket(line);
    else
        ask_for_websocket(line);
    watch(line, 1, EPOLL_CTL_ADD);
}

void flush(struct line *line) {
    size_t done = 0;
    while (line->state != LOST && done < line->out.used) {
        ssize_t wrote = send(line->fd, line->out.bytes + done, line->out.used - done, MSG_NOSIGNAL);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0 && (errno == EAGAIN || errno == ENOTCONN))
            break;
        if (wrote < 0)
            hang_up(line, strerror(errno));
        else
            done += wrote;
    }
    if (line->state == LOST)
        return;
    memmove(line->out.bytes, line->out.bytes + done, line->out.used - done);
    line->out.used -= done;
    if (line->wants_to_write != (line->out.used > 0))
        watch(line, line->out.used > 0, EPOLL_CTL_MOD);
}

void say_packet(struct line *line, const char *packet, size_t length) {
    add_frame(&line->out, TEXT, packet, length);
}

static void say_text(struct line *line, const char *packet) {
    say_packet(line, packet, strlen(packet));
}

static int begins(const struct line *line, const char *with) {
    return strncmp(line->begin, with, strlen(with)) == 0;
}

/* Gives what stands in an answer ("43", its number, a list) after the number. */
static const char *answer_of(const struct line *line, unsigned long *number) {
    char *rest;
    *number = strtoul(line->begin + 2, &rest, 10);
    return rest;
}

static void on_answer(struct line *line) {
    unsigned long number;
    const char *answer = answer_of(line, &number);
    if (strncmp(answer, "[{\"ok\":true", 11) != 0) {
        tally.refused++;
        if (number == 0)
            hang_up(line, "was not let in");
        else if (tally.refused < COMPLAINTS)
            fprintf(stderr, "Line %u was refused: %s\n", line->number, line->begin);
    }
    if (number > 0) {
        on_acknowledged(line);
    } else if (line->state == ENTERING) {
        line->state = INSIDE;
        on_joined(line);
    }
}

static void connect_namespace(struct line *line) {
    char packet[TICKET_CHARS + 32];
    snprintf(packet, sizeof packet, wanted.tickets ? "40{\"ticket\":\"%s\"}" : "40", line->ticket);
    say_text(line, packet);
}

static void enter(struct line *line) {
    char packet[256];
    int length = snprintf(packet, sizeof packet, "420[\"room.enter\",{\"room\":\"%s\"}]", rooms[line->room].name);
    line->state = ENTERING;
    say_packet(line, packet, length);
}

void on_message(struct line *line) {
    if (begins(line, "42"))
        return;
    if (begins(line, "43"))
        on_answer(line);
    else if (begins(line, "2"))
        say_text(line, "3");
    else if (begins(line, "0") && line->state == OPENING)
        connect_namespace(line);
    else if (begins(line, "40") && line->state == OPENING)
        enter(line);
    else if (begins(line, "41") || begins(line, "44") || begins(line, "1"))
        hang_up(line, "was sent away");
}

void on_control(struct line *line) {
    if (line->opcode == PING)
        add_frame(&line->out, PONG, line->control, line->control_used);
    else if (line->opcode == CLOSE)
        hang_up(line, "was closed");
}

/* Gives how many bytes belong to the answer to the handshake. */
static size_t read_handshake(struct line *line, const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (line->begin_used < BEGIN_CHARS)
            line->begin[line->begin_used++] = bytes[i];
        /* The end is an empty line: four characters, counted in `waiting`, which nothing else needs yet. */
        line->waiting = bytes[i] == "\r\n\r\n"[line->waiting] ? line->waiting + 1 : bytes[i] == '\r';
        if (line->waiting < 4)
            continue;
        line->begin[line->begin_used] = 0;
        line->waiting = 0;
        if (!begins(line, "HTTP/1.1 101"))
            hang_up(line, "got no WebSocket");
        line->state = OPENING;
        return i + 1;
    }
    return length;
}

void readable(struct line *line) {
    static char chunk[CHUNK];
    ssize_t length = recv(line->fd, chunk, CHUNK, 0);
    if (length < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (length <= 0) {
        hang_up(line, length ? strerror(errno) : "was ended");
        return;
    }
    tally.bytes += length;
    if (line->state == ASKING) {
        read_ticket(line, chunk, length);
        return;
    }
    size_t from = line->state == SHAKING_HANDS ? read_handshake(line, chunk, length) : 0;
    read_frames(line, chunk + from, length - from);
}
