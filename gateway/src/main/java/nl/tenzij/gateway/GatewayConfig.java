package nl.tenzij.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that can be set; the README's table lists it. */
@ConfigMapping(prefix = "tenzij.gateway")
public interface GatewayConfig {

  /** Full version of the API, answered as {@code API-Version}. */
  @WithDefault("0.1.0")
  String apiVersion();

  /** The public client at the identity provider with which the gateway's own page signs in. */
  @WithDefault("tenzij-app")
  String pageClient();

  /** Services by name. */
  Map<String, Service> services();

  Limits limits();

  Timeouts timeouts();

  /** Upstream connections per service. */
  @WithDefault("64")
  int connectionsPerService();

  /** Requests that wait for a connection per service; beyond it the service counts as away. */
  @WithDefault("512")
  int waitingPerService();

  Cors cors();

  OpenApi openapi();

  interface Service {

    /** Where the service listens, scheme, host and port. */
    URI url();

    /**
     * Path templates under {@code /api/v1/} that the service answers; {@code {name}} stands for one
     * segment, a closing {@code **} for the path itself and all below it.
     */
    List<String> paths();

    /** Body limits of templates that take more than the usual. */
    Map<String, MemorySize> bodyLimits();
  }

  interface Limits {

    /** Largest request body where a template sets no other. */
    @WithDefault("1M")
    MemorySize body();

    /** Per signed-in client (application and person together). */
    Rate client();

    /** Per network address, for requests without a valid token. */
    Rate anonymous();

    /** Buckets kept at once; the least used give way. */
    @WithDefault("50000")
    long buckets();
  }

  interface Rate {
    int requests();

    Duration per();
  }

  interface Timeouts {

    /** To get a connection to a service. */
    @WithDefault("2S")
    Duration connect();

    /** From the last byte of the request to the first of the response. */
    @WithDefault("30S")
    Duration firstByte();

    /** Silence in the middle of a request's or a response's body. */
    @WithDefault("20S")
    Duration idle();

    /** For a service's OpenAPI document. */
    @WithDefault("5S")
    Duration openapi();

    /** For a service to say that it is ready. */
    @WithDefault("2S")
    Duration health();

    /** Between two attempts to get the identity provider's keys. */
    @WithDefault("1S")
    Duration keysPause();

    /** What the answer to a failed dependency advises to wait. */
    @WithDefault("5S")
    Duration retryAfter();
  }

  interface Cors {

    /** Origins of browser applications that may call the API. */
    Optional<List<String>> origins();
  }

  interface OpenApi {

    /** How long a complete document is kept. */
    @WithDefault("5M")
    Duration keep();

    /** How long one is kept from which a service is missing. */
    @WithDefault("5S")
    Duration keepIncomplete();

    /** Largest document taken from a service. */
    @WithDefault("4M")
    MemorySize largest();

    @WithDefault("Tenzij")
    String title();

    @WithDefault(
        "No phones at school, unless: who may use which device, where and when, and what follows."
            + " Within a version answers may come to have more fields, and fields more values:"
            + " clients pass over fields that they do not know, and take a value that they do not"
            + " know as one of which they know no more.")
    String description();

    Contact contact();

    @WithDefault("https://eupl.eu/1.2/en/")
    String licenseUrl();

    interface Contact {
      @WithDefault("Tenzij")
      String name();

      @WithDefault("https://tenzij.nl/api")
      String url();

      @WithDefault("api@tenzij.nl")
      String email();
    }
  }
}
