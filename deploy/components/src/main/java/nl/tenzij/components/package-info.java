/**
 * The real PostgreSQL, Kafka, Keycloak and SMTP server, started on a bare machine: for the tests of
 * every module ({@link nl.tenzij.components.TestStack}) and for the local installation.
 */
package nl.tenzij.components;
