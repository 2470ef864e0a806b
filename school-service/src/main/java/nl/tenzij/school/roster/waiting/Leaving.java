package nl.tenzij.school.roster.waiting;

/**
 * How many would leave by a roster, and of how many. A count that was not kept is null.
 *
 * @param classes that would end, with none in their stead
 * @param places in classes that would be gone
 * @param ofPlaces 0 where few would be gone
 */
public record Leaving(
    Integer pupils,
    Integer ofPupils,
    Integer guardians,
    Integer ofGuardians,
    Integer staff,
    Integer ofStaff,
    Integer classes,
    Integer ofClasses,
    Integer places,
    Integer ofPlaces) {}
