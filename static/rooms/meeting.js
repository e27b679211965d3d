// The page of a meeting's room.
import { Room } from "./room.js";
import { followViewport } from "./viewport.js";

followViewport();
new Room(document.getElementById("room")).start();
