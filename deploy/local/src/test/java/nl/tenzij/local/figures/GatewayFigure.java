package nl.tenzij.local.figures;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** The gateway with its token check beside nginx as a plain proxy of the same tiny upstream. */
final class GatewayFigure {

  private static final int STEADY = 1_000;
  private static final String BODY =
      "{\"pupil\":\"p1\",\"allowed\":false,\"ground\":\"RULE\",\"clause\":\"2\",\"keeping\":\"HANDED_IN\"}";

  private GatewayFigure() {}

  static void run() {
    Table.head("The gateway against nginx as a plain proxy of the same upstream");
    Table.print("%s", Settings.machine());
    Table.print(
        "Upstream: nginx that answers %d bytes from memory. Load: wrk, 1 thread, %d kept connections; at a steady rate Vert.x's client.",
        BODY.length(), Settings.CONNECTIONS);
    Table.print(
        "Tokens of an issuer in this process, checked as Keycloak's; quotas raised out of the way; nginx writes no log, the gateway a line per request.");
    try (House house = new House();
        Nginx upstream = Nginx.upstream(BODY, house.folder());
        Nginx proxy = Nginx.proxy(upstream, house.folder());
        Program gateway = house.gateway(upstream.url());
        Steady steady = new Steady()) {
      // no database is asked: the schools are only there to have teachers with tokens
      Random any = new Random(1);
      List<Question> questions = Country.aboutPupils(new Country("none", 100).teachers(any), any);
      Wrk wrk = new Wrk(house.folder());
      Path list = wrk.list("gateway", questions);
      wrk.warm(gateway.url(), list);
      steady.run(upstream.url(), questions, STEADY, Settings.RUN);
      steady.run(gateway.url(), questions, STEADY, Settings.RUN);
      wrk.run(proxy.url(), list, Settings.CONNECTIONS, Settings.RUN);

      double[] ratio = new double[Settings.ROUNDS];
      double[] p50 = new double[Settings.ROUNDS];
      double[] p99 = new double[Settings.ROUNDS];
      for (int round = 0; round < Settings.ROUNDS; round++) {
        Result raw = wrk.run(proxy.url(), list, Settings.CONNECTIONS, Settings.RUN);
        Result ours = wrk.run(gateway.url(), list, Settings.CONNECTIONS, Settings.RUN);
        Result direct = steady.run(upstream.url(), questions, STEADY, Settings.RUN);
        Result byNginx = steady.run(proxy.url(), questions, STEADY, Settings.RUN);
        Result byGateway = steady.run(gateway.url(), questions, STEADY, Settings.RUN);
        Table.row("nginx as proxy, as fast as it can", raw.allAnswered("nginx"));
        Table.row("gateway, as fast as it can", ours.allAnswered("gateway"));
        Table.row("upstream itself, at a steady rate", direct.allAnswered("upstream"));
        Table.row("through nginx, at a steady rate", byNginx.allAnswered("nginx"));
        Table.row("through the gateway, at a steady rate", byGateway.allAnswered("gateway"));
        ratio[round] = ours.perSecond() / raw.perSecond();
        p50[round] = byGateway.p50() - direct.p50();
        p99[round] = byGateway.p99() - direct.p99();
      }
      Table.figure("requests per second, gateway / nginx", ratio, "", "at least 0.3");
      Table.figure("added by the gateway at 1,000 a second, p50", p50, "ms", "(none)");
      Table.figure("added by the gateway at 1,000 a second, p99", p99, "ms", "(none)");
      Table.print("%-58s %,10d MB", "most memory of the gateway", gateway.mostMegabytes());
    }
  }
}
