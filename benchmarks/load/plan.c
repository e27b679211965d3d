/* The plan: who comes with which cookie into which room. */

#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "load.h"

struct line *lines;
struct room *rooms;
unsigned line_count, room_count;

static unsigned room_named(const char *name) {
    /* A plan names the rooms one after the other, or in turn: the last one and the one after it are the best guess. */
    static unsigned last;
    for (unsigned i = 0; i < room_count; i++) {
        unsigned at = (last + i) % room_count;
        if (strcmp(rooms[at].name, name) == 0)
            return last = at;
    }
    rooms = grow(rooms, (room_count + 1) * sizeof *rooms);
    rooms[room_count] = (struct room){.name = strdup(name)};
    return last = room_count++;
}

static void add_line(char *text) {
    char *name = strchr(text, '\t');
    if (!name)
        die("Line %u of the plan has no room.", line_count + 1);
    *name++ = 0;
    name[strcspn(name, "\n")] = 0;
    lines = grow(lines, (line_count + 1) * sizeof *lines);
    unsigned at = room_named(name);
    struct room *room = &rooms[at];
    lines[line_count] = (struct line){.number = line_count, .room = at, .turn = room->count, .cookie = strdup(text)};
    room->members = grow(room->members, (room->count + 1) * sizeof *room->members);
    room->members[room->count++] = line_count++;
}

void read_plan(const char *path) {
    FILE *plan = fopen(path, "r");
    if (!plan)
        die("The plan %s cannot be read: %s", path, strerror(errno));
    char *text = NULL;
    size_t size = 0;
    while (getline(&text, &size, plan) > 0)
        add_line(text);
    free(text);
    fclose(plan);
    if (!line_count)
        die("The plan %s is empty.", path);
}
