package nl.tenzij.sanction.custody.api;

import jakarta.validation.constraints.NotNull;
import nl.tenzij.sanction.custody.Custody.Receiver;

/** Who gets it back. */
public record ReturnRequest(@NotNull Receiver to) {}
