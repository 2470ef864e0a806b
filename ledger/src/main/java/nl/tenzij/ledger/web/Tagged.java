package nl.tenzij.ledger.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What is read carries an entity tag that stands for all that is shown, so that who has it already
 * is told so ({@link ETags#show}); the OpenAPI document promises that of no other operation.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Tagged {}
