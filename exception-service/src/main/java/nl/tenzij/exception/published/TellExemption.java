package nl.tenzij.exception.published;

import java.util.UUID;

/** All types that only say that something happened to an exemption. */
record TellExemption(UUID exemption, String pupil) {}
