package nl.tenzij.gateway.route;

/**
 * Where a request goes.
 *
 * @param service name of the service
 * @param template the path template that matched, fit for logs and figures: it holds no id
 * @param bodyLimit largest body in bytes
 */
public record Target(String service, String template, long bodyLimit) {}
