package nl.tenzij.ledger.testkit;

import io.restassured.RestAssured;
import io.restassured.config.LogConfig;
import io.restassured.config.RestAssuredConfig;
import org.apache.http.conn.scheme.PlainSocketFactory;
import org.apache.http.conn.scheme.Scheme;
import org.apache.http.conn.scheme.SchemeRegistry;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.conn.BasicClientConnectionManager;
import org.apache.http.params.HttpConnectionParams;
import org.apache.http.params.HttpParams;
import org.apache.http.params.SyncBasicHttpParams;

/**
 * How RestAssured asks a service under test: by a client for each request, as it does by itself,
 * but one that is not made ready for TLS, with all the certificates that this machine trusts, and
 * does not look up its own version.
 */
@SuppressWarnings("deprecation") // RestAssured takes no newer kind of client
final class PlainHttp extends DefaultHttpClient {

  private static final SchemeRegistry SCHEMES = new SchemeRegistry();

  static {
    SCHEMES.register(new Scheme("http", 80, PlainSocketFactory.getSocketFactory()));
  }

  private PlainHttp() {
    super(new BasicClientConnectionManager(SCHEMES));
  }

  @Override
  protected HttpParams createHttpParams() {
    HttpParams parameters = new SyncBasicHttpParams();
    HttpConnectionParams.setTcpNoDelay(parameters, true);
    return parameters;
  }

  /** What is set for all requests of this JVM stays; hostile bodies are not printed nicely. */
  static RestAssuredConfig configuration() {
    RestAssuredConfig set = RestAssured.config();
    return set.httpClient(set.getHttpClientConfig().httpClientFactory(PlainHttp::new))
        .logConfig(LogConfig.logConfig().enablePrettyPrinting(false));
  }
}
