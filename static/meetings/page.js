// Keeps the beginnings of meetings true while a page stays open.
import { tellStarts } from "./starts.js";

tellStarts();
setInterval(() => tellStarts(), 20_000);
document.addEventListener("visibilitychange", () => document.hidden || tellStarts());
