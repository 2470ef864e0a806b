package nl.tenzij.ledger.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A POST that asks, since what it asks does not belong in an address, and changes nothing but the
 * note that somebody asked. Whoever sends it again asks again: it takes no Idempotency-Key, and
 * nothing of its answer is kept. The OpenAPI document has the header with every other POST.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Asking {}
