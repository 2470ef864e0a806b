package nl.tenzij.sanction.ladder;

import java.time.ZoneId;

/** The ladder that bound the pupils of a school at some moment, and whose it is. */
public record LadderInForce(String policy, int version, ZoneId zone, Ladder ladder) {}
