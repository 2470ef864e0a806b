package nl.tenzij.gateway;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Real Chromium without a screen. Where the machine has none, the test is skipped and says so. */
final class Browser implements AutoCloseable {

  /** Where the realm lets the page be; it leads to the gateway under test, whatever its port. */
  static final String HOME = "http://localhost:8080";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path PICTURES = Path.of("target", "board");

  private final ChromeDriver driver;
  private final Path downloads;

  private Browser(ChromeDriver driver, Path downloads) {
    this.driver = driver;
    this.downloads = downloads;
  }

  static Browser open(URI gateway) {
    Optional<Path> browser = found("chromium", "chromium-browser", "google-chrome");
    Optional<Path> remote = found("chromedriver");
    assumeTrue(
        browser.isPresent() && remote.isPresent(),
        "the page was not tried in a browser: there is no Chromium with chromedriver here");
    try {
      Path downloads = Files.createTempDirectory("downloads");
      Files.createDirectories(PICTURES);
      var service =
          new ChromeDriverService.Builder()
              .usingDriverExecutable(remote.get().toFile())
              .usingAnyFreePort()
              .build();
      return new Browser(
          new ChromeDriver(service, options(browser.get(), gateway, downloads)), downloads);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static ChromeOptions options(Path browser, URI gateway, Path downloads) {
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    var options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.setExperimentalOption(
        "prefs",
        Map.of("intl.accept_languages", "nl", "download.default_directory", downloads.toString()));
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    return options.addArguments(
        List.of(
            "--headless=new",
            // containers and root have no namespaces to build a sandbox of
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--lang=nl",
            "--window-size=1280,1000",
            "--host-resolver-rules=MAP localhost:8080 127.0.0.1:" + gateway.getPort()));
  }

  private static Optional<Path> found(String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  void go(String path) {
    driver.get(HOME + path);
  }

  /** The first that fits, once it is there and seen. */
  WebElement awaited(String css) {
    return new WebDriverWait(driver, PATIENCE)
        .until(
            _ ->
                driver.findElements(By.cssSelector(css)).stream()
                    .filter(WebElement::isDisplayed)
                    .findFirst()
                    .orElse(null));
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** As a person does who has an account. */
  void signIn(String user, String password) {
    awaited("#sign-in").click();
    awaited("#username").sendKeys(user);
    awaited("#password").sendKeys(password);
    awaited("#kc-login").click();
  }

  String address() {
    return driver.getCurrentUrl();
  }

  String text() {
    return awaited("body").getText();
  }

  Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** The page's own address and all that it asked for since it was opened, in that order. */
  List<String> asked() {
    var asked =
        (List<?>)
            script(
                "return performance.getEntriesByType('navigation')"
                    + ".concat(performance.getEntriesByType('resource')).map((each) => each.name)");
    return asked.stream().map(Object::toString).toList();
  }

  void await(BooleanSupplier condition) {
    new WebDriverWait(driver, PATIENCE).until(_ -> condition.getAsBoolean());
  }

  Object promised(String script) {
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    return driver.executeAsyncScript(script);
  }

  /** What the browser complained of since it was asked last. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  void prefer(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void read(String language) {
    String agent = (String) script("return navigator.userAgent");
    driver.executeCdpCommand(
        "Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", language));
  }

  void wide(int pixels) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Keeps what is seen below target/, to be looked at. */
  void picture(String name) {
    try {
      Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The one file that was downloaded, once it is whole. */
  Path downloaded() {
    return new WebDriverWait(driver, PATIENCE)
        .until(
            _ -> {
              try (Stream<Path> files = Files.list(downloads)) {
                return files
                    .filter(file -> file.toString().endsWith(".csv"))
                    .findFirst()
                    .orElse(null);
              } catch (IOException broken) {
                throw new UncheckedIOException(broken);
              }
            });
  }

  @Override
  public void close() {
    driver.quit();
  }
}
