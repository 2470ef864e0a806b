package nl.tenzij.ledger.tenancy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may ask for an operation: one of these roles at the school or board of the path. {@link Gate}
 * refuses all others before anything of the request is read, and the OpenAPI document says it as
 * {@code x-roles}. What somebody with the role may see of it is the resource's own matter.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Roles {

  /** The name under which the OpenAPI document says it. */
  String EXTENSION = "x-roles";

  /** The one to act as first. */
  String[] value();
}
