package nl.tenzij.sanction.school;

import nl.tenzij.sanction.ladder.LadderInForce;
import nl.tenzij.sanction.verdict.Rules;

/** A policy at the moment it bound: which use it ruled out, and what followed a breach. */
public record RulesInForce(Rules use, LadderInForce ladder) {}
