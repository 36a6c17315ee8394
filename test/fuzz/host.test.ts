// What a host returns. One compiled probe serves all of these.
import "./host-environment.ts";
import "./host-lies.ts";
import "./host-values.ts";
