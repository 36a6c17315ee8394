/**
 * The configuration class of a plugin that has none: it takes any configuration, see `pluginConfiguration`.
 *
 * @example
 * class Canary extends PluginContext<NoConfig> {} // the same as PluginContext alone
 */
// Global because the compiler looks up the default of a type parameter in the file of the class that extends.
@global
export class NoConfig {}
