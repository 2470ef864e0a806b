package nl.tenzij.school;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import nl.tenzij.ledger.testkit.ApiSpec;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.fuzz.World;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class SchoolApiTest extends ApiSpec {

  @Override
  protected World world() {
    return SchoolWorld.world();
  }
}
