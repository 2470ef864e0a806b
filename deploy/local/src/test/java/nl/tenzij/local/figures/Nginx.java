package nl.tenzij.local.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nl.tenzij.components.Child;
import nl.tenzij.components.PidFiles;
import nl.tenzij.components.Ports;

/** nginx as Debian has it, on a free loopback port, in a folder of its own. */
record Nginx(Child process, int port) implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(10);

  // Connections are kept on all sides; nothing is logged.
  private static final String CONFIGURATION =
      """
      daemon off;
      worker_processes %d;
      pid %s/nginx.pid;
      error_log stderr error;
      events { worker_connections 2048; }
      http {
        access_log off;
        keepalive_requests 1000000000;
        client_body_temp_path %2$s/body;
        proxy_temp_path %2$s/proxy;
        fastcgi_temp_path %2$s/fastcgi;
        uwsgi_temp_path %2$s/uwsgi;
        scgi_temp_path %2$s/scgi;
        %s
      }
      """;

  /** Answers everything with one JSON body, from memory. */
  static Nginx upstream(String body, Path folder) {
    int port = Ports.free();
    return start(
        "upstream",
        port,
        1,
        "server { listen 127.0.0.1:%d; location / { default_type application/json; return 200 '%s'; } }"
            .formatted(port, body),
        folder);
  }

  /** A plain proxy, with a worker per processor. */
  static Nginx proxy(Nginx to, Path folder) {
    int port = Ports.free();
    return start(
        "proxy",
        port,
        Runtime.getRuntime().availableProcessors(),
        """
        upstream tiny { server 127.0.0.1:%d; keepalive 64; keepalive_requests 1000000000; }
        server { listen 127.0.0.1:%d; location / {
          proxy_pass http://tiny; proxy_http_version 1.1; proxy_set_header Connection ""; } }
        """
            .formatted(to.port, port),
        folder);
  }

  private static Nginx start(String name, int port, int workers, String server, Path in) {
    Path folder = in.resolve("nginx-" + name);
    Path file = folder.resolve("nginx.conf");
    try {
      Files.createDirectories(folder);
      Files.writeString(file, CONFIGURATION.formatted(workers, folder, server));
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
    Child process =
        Child.start(
            "nginx-" + name,
            List.of("nginx", "-p", folder.toString(), "-c", file.toString(), "-e", "stderr"),
            Map.of("PATH", System.getenv("PATH") + ":/usr/sbin"),
            folder.resolve("log"),
            new PidFiles(folder.resolve("pids")));
    Program.endWithThisProcess(process);
    process.await("answering", READY, () -> Ports.answers(port));
    return new Nginx(process, port);
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.close();
  }
}
