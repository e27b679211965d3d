/* A crowd of Socket.IO clients in one thread: enough of the protocol to join rooms, to talk there and to count. */

#ifndef LOAD_H
#define LOAD_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Every body begins with it, and nothing else that is sent has it: to find a message is to find this byte. */
#define MARK '~'
/* After the mark: when it was sent, in nanoseconds, and its number, both in hexadecimal. */
#define STAMP_CHARS 24
#define BEGIN_CHARS 64
/* A ticket is shorter; so is whatever a server says instead of one. */
#define TICKET_CHARS 127

enum state { UNBORN, ASKING, SHAKING_HANDS, OPENING, ENTERING, INSIDE, LOST };

struct buffer {
    char *bytes;
    size_t used, room;
};

struct line {
    int fd;
    enum state state;
    /* Its number in the plan, its room and its turn there; what it waits for, what it has said. */
    unsigned number, room, turn, waiting, said;
    const char *cookie;
    int64_t began_at;
    struct buffer out;
    int wants_to_write;
    char ticket[TICKET_CHARS + 1];

    /* The frame that is being read, and the beginning of the message that it belongs to. */
    unsigned char head[14];
    unsigned head_used, opcode, is_final;
    uint64_t left;
    int in_frame;
    char begin[BEGIN_CHARS + 1];
    unsigned begin_used;
    char control[126];
    unsigned control_used;

    char stamp[STAMP_CHARS + 1];
    unsigned stamp_used;
    int in_stamp;
};

struct room {
    char *name;
    unsigned *members, count, turn;
};

struct wanted {
    const char *mode;
    int port, tickets, joining, window, senders, body_chars;
    double rate, settle, warmup, seconds, patience;
    size_t check;
};

struct tally {
    uint64_t deliveries, acknowledged, sent, refused, lost, bytes, frames, expected;
    uint64_t twice, strayed, missed;
};

extern struct wanted wanted;
extern struct tally tally;
extern struct line *lines;
extern struct room *rooms;
extern unsigned line_count, room_count;

int64_t now_ns(void);
void die(const char *words, ...) __attribute__((format(printf, 1, 2), noreturn));
void *grow(void *what, size_t bytes);

/* plan.c */
void read_plan(const char *path);

/* frames.c */
void add_frame(struct buffer *out, unsigned opcode, const char *body, size_t length);
void add_bytes(struct buffer *out, const char *bytes, size_t length);
void read_frames(struct line *line, const char *bytes, size_t length);

/* line.c */
void call(struct line *line, int poll);
void readable(struct line *line);
void flush(struct line *line);
void hang_up(struct line *line, const char *why);
void say_packet(struct line *line, const char *packet, size_t length);
void on_message(struct line *line);
void on_control(struct line *line);

/* talk.c */
void on_joined(struct line *line);
void on_acknowledged(struct line *line);
void on_stamp(struct line *line);
void say(struct line *line);
void begin_talking(void);
void top_up(struct line *line);
void judge_receipts(void);
void sort_delays(uint32_t *values, size_t count);
double delay_ms(const uint32_t *values, size_t count, double share);
extern uint32_t *delays;
extern size_t delay_count;
extern int reads_stamps, talks;
extern int64_t measured_from, measured_until;

#endif
