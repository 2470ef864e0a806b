package nl.tenzij.sanction.verdict;

import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;

/** May this device be used here and now? */
public record Question(Device device, Place place, Moment moment) {}
