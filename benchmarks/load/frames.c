/* WebSocket frames (RFC 6455): masked ones out, and a reader that takes them in whatever pieces they come. */

#include <stdlib.h>
#include <string.h>

#include "load.h"

enum { CONTINUATION = 0, LONGEST_SHORT = 125, TWO_BYTES = 126, EIGHT_BYTES = 127 };

static uint32_t next_mask(void) {
    static uint32_t state = 2463534242u;
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static char *reserve(struct buffer *out, size_t length) {
    if (out->used + length > out->room) {
        out->room = (out->used + length) * 2;
        out->bytes = grow(out->bytes, out->room);
    }
    char *at = out->bytes + out->used;
    out->used += length;
    return at;
}

void add_bytes(struct buffer *out, const char *bytes, size_t length) {
    memcpy(reserve(out, length), bytes, length);
}

void add_frame(struct buffer *out, unsigned opcode, const char *body, size_t length) {
    if (length > 0xffff)
        die("A message of %zu bytes is longer than this generator sends.", length);
    size_t head = length <= LONGEST_SHORT ? 6 : 8;
    unsigned char *at = (unsigned char *)reserve(out, head + length);
    *at++ = 0x80 | opcode;
    if (length <= LONGEST_SHORT) {
        *at++ = 0x80 | length;
    } else {
        *at++ = 0x80 | TWO_BYTES;
        *at++ = length >> 8;
        *at++ = length & 0xff;
    }
    uint32_t word = next_mask();
    unsigned char mask[4];
    memcpy(mask, &word, 4);
    memcpy(at, mask, 4);
    at += 4;
    for (size_t i = 0; i < length; i++)
        at[i] = (unsigned char)body[i] ^ mask[i & 3];
}

static unsigned head_wanted(const struct line *line) {
    if (line->head_used < 2)
        return 2;
    unsigned length = line->head[1] & 0x7f;
    return length == EIGHT_BYTES ? 10 : length == TWO_BYTES ? 4 : 2;
}

static void begin_frame(struct line *line) {
    unsigned length = line->head[1] & 0x7f, from = 2, until = head_wanted(line);
    line->left = length;
    if (until > 2)
        for (line->left = 0; from < until; from++)
            line->left = line->left << 8 | line->head[from];
    line->opcode = line->head[0] & 0x0f;
    line->is_final = line->head[0] >> 7;
    line->head_used = 0;
    line->in_frame = 1;
    line->control_used = 0;
    if (line->opcode != CONTINUATION && line->opcode < 8)
        line->begin_used = 0;
    tally.frames++;
}

static const char *take_stamp(struct line *line, const char *at, const char *end) {
    size_t take = STAMP_CHARS - line->stamp_used;
    if (take > (size_t)(end - at))
        take = end - at;
    memcpy(line->stamp + line->stamp_used, at, take);
    line->stamp_used += take;
    line->in_stamp = line->stamp_used < STAMP_CHARS;
    if (!line->in_stamp) {
        line->stamp_used = 0;
        on_stamp(line);
    }
    return at + take;
}

static void count_marks(struct line *line, const char *at, size_t length) {
    const char *end = at + length;
    if (line->in_stamp)
        at = take_stamp(line, at, end);
    while (at < end && (at = memchr(at, MARK, end - at))) {
        at++;
        tally.deliveries++;
        if (reads_stamps)
            at = take_stamp(line, at, end);
    }
}

static void take_body(struct line *line, const char *at, size_t length) {
    if (line->opcode >= 8) {
        memcpy(line->control + line->control_used, at, length);
        line->control_used += length;
        return;
    }
    if (line->begin_used < BEGIN_CHARS) {
        size_t take = BEGIN_CHARS - line->begin_used;
        if (take > length)
            take = length;
        memcpy(line->begin + line->begin_used, at, take);
        line->begin_used += take;
    }
    /* An answer repeats what it answers: only what is told to the room counts. */
    if (line->begin_used >= 2 && line->begin[0] == '4' && line->begin[1] == '2')
        count_marks(line, at, length);
}

static void end_frame(struct line *line) {
    line->in_frame = 0;
    if (line->opcode >= 8) {
        on_control(line);
    } else if (line->is_final) {
        line->begin[line->begin_used] = 0;
        on_message(line);
    }
}

void read_frames(struct line *line, const char *at, size_t length) {
    const char *end = at + length;
    while (line->state != LOST && (at < end)) {
        if (!line->in_frame) {
            line->head[line->head_used++] = (unsigned char)*at++;
            if (line->head_used < head_wanted(line))
                continue;
            if (line->head[1] & 0x80 || ((line->head[0] & 8) && (line->head[1] & 0x7f) > LONGEST_SHORT)) {
                hang_up(line, "sent a frame that no server may send");
                return;
            }
            begin_frame(line);
        }
        size_t take = line->left < (uint64_t)(end - at) ? line->left : (size_t)(end - at);
        take_body(line, at, take);
        at += take;
        line->left -= take;
        if (line->left == 0)
            end_frame(line);
    }
}
