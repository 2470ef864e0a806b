/**
 * The whole product on one machine without containers: starts the components and the services,
 * shows how far each is, lets them play one story, and ends them all.
 */
package nl.tenzij.local;
