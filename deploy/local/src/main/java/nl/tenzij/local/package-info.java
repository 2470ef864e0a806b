/**
 * The whole product on one machine without containers: starts the components and the services,
 * shows how far each is, plays a school day through them, and ends them all.
 */
package nl.tenzij.local;
