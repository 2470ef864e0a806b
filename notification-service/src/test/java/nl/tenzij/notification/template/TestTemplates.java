package nl.tenzij.notification.template;

/** The shipped templates, for tests without the service. */
public final class TestTemplates {

  private TestTemplates() {}

  public static Templates create() {
    return new Templates(StandaloneEngine.create());
  }
}
