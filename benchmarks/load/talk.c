/* What the crowd says, and what it has heard of it: who speaks when, how late it came, whether all of it came. */

#include <stdlib.h>
#include <string.h>

#include "load.h"

int reads_stamps, talks;
int64_t measured_from = INT64_MAX, measured_until = INT64_MAX;

struct message {
    unsigned room;
};

static struct message *messages;
static uint8_t *receipts;
uint32_t *delays;
size_t delay_count;
static size_t delay_room;
static unsigned run;

static const char *const WORDS =
    "it was a long week and I nearly did not come, but I am glad to be here and to hear all of you; thank you for "
    "keeping the chair warm. One day at a time, and today was one of the better ones, which is more than I hoped for.";

void begin_talking(void) {
    run = (unsigned)now_ns();
    if (wanted.check) {
        messages = grow(NULL, wanted.check * sizeof *messages);
        receipts = grow(NULL, wanted.check * line_count);
        memset(receipts, 0, wanted.check * line_count);
    }
    reads_stamps = wanted.check || strcmp(wanted.mode, "paced") == 0;
    talks = strcmp(wanted.mode, "idle") != 0;
    if (strcmp(wanted.mode, "saturate") != 0)
        return;
    for (unsigned i = 0; i < line_count; i++)
        top_up(&lines[i]);
}

/* In letters, 'a' for 0 up to 'p' for 15: digits could be taken for the number of a telephone, and be asked about. */
static void write_letters(char *to, uint64_t number, int count) {
    for (int place = count - 1; place >= 0; place--, number >>= 4)
        to[place] = 'a' + (number & 15);
}

static uint64_t read_letters(const char *from, int count) {
    uint64_t number = 0;
    for (int place = 0; place < count; place++)
        number = number << 4 | ((from[place] - 'a') & 15);
    return number;
}

void say(struct line *line) {
    char packet[1024];
    char stamp[STAMP_CHARS + 1] = {0};
    write_letters(stamp, (uint64_t)now_ns(), 16);
    write_letters(stamp + 16, tally.sent, 8);
    struct room *room = &rooms[line->room];
    if (wanted.check) {
        if (tally.sent == wanted.check)
            return;
        messages[tally.sent].room = line->room;
    }
    line->said++;
    int length = snprintf(
        packet,
        sizeof packet,
        "42%u[\"message.say\",{\"room\":\"%s\",\"client_id\":\"%x.%x.%x\",\"body\":\"%c%s %.*s\"}]",
        line->said,
        room->name,
        run,
        line->number,
        line->said,
        MARK,
        stamp,
        wanted.body_chars - 2 - STAMP_CHARS,
        WORDS);
    say_packet(line, packet, length);
    line->waiting++;
    tally.sent++;
    tally.expected += room->count;
}

/* Lets a sender have as much under way as it may. */
void top_up(struct line *line) {
    if (!talks || line->state != INSIDE || strcmp(wanted.mode, "saturate") != 0)
        return;
    if (wanted.senders && line->turn >= (unsigned)wanted.senders)
        return;
    while (line->waiting < (unsigned)wanted.window) {
        unsigned before = line->said;
        say(line);
        if (line->said == before)
            break;
    }
    flush(line);
}

void on_acknowledged(struct line *line) {
    tally.acknowledged++;
    if (line->waiting)
        line->waiting--;
}

static void note_delay(int64_t sent_at) {
    if (sent_at < measured_from || sent_at > measured_until)
        return;
    if (delay_count == delay_room) {
        delay_room = delay_room ? delay_room * 2 : 1 << 16;
        delays = grow(delays, delay_room * sizeof *delays);
    }
    delays[delay_count++] = (uint32_t)((now_ns() - sent_at) / 1000);
}

void on_stamp(struct line *line) {
    note_delay((int64_t)read_letters(line->stamp, 16));
    size_t at = read_letters(line->stamp + 16, 8);
    if (wanted.check && at < wanted.check) {
        uint8_t *receipt = &receipts[at * line_count + line->number];
        if (*receipt)
            tally.twice++;
        if (messages[at].room != line->room)
            tally.strayed++;
        *receipt = 1;
    }
}

/* Looks whether everyone has heard every message of their room. */
void judge_receipts(void) {
    if (!wanted.check) {
        tally.missed = tally.expected > tally.deliveries ? tally.expected - tally.deliveries : 0;
        return;
    }
    for (size_t at = 0; at < tally.sent; at++)
        for (unsigned i = 0; i < line_count; i++)
            if (messages[at].room == lines[i].room && !receipts[at * line_count + i])
                tally.missed++;
}

static int by_size(const void *one, const void *other) {
    uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
    return (a > b) - (a < b);
}

void sort_delays(uint32_t *values, size_t count) {
    if (count)
        qsort(values, count, sizeof *values, by_size);
}

/* The delay that this share of all does not pass, in milliseconds; they are sorted and in microseconds. */
double delay_ms(const uint32_t *values, size_t count, double share) {
    return count ? values[(size_t)((double)(count - 1) * share)] / 1000.0 : 0;
}
