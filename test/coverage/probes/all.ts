// One module with a plugin for each area: compiled once, and every callback that the host can call is exported.
import "./access";
import "./bodies";
import "./calls";
import "./configuration";
import "./flow";
import "./foreign";
import "./given";
import "./headers";
import "./host";
import "./left";
import "./metadata";
import "./metrics";
import "./properties";
import "./services";
import "./tcp";
import "./workers";
