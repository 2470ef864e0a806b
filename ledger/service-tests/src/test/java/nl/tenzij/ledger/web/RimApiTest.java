package nl.tenzij.ledger.web;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import nl.tenzij.ledger.testkit.ApiSpec;
import nl.tenzij.ledger.testkit.ServiceStack;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class RimApiTest extends ApiSpec {}
