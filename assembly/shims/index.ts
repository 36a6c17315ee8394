// Globals of the language that would import what no proxy offers. The compiler takes these instead (`--use`).
import "./abort";
import "./console";
import "./crypto";
import "./date";
import "./performance";
import "./process";
import "./seed";
import "./trace";
