package nl.tenzij.school.roster.api;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Map;

/** JSON as maps and lists. */
final class MapOfAnything extends TypeReference<Map<String, Object>> {}
