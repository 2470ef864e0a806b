package nl.tenzij.sanction.verdict.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The verdict on each pupil of a class.
 *
 * @param verdicts in the order of the pupils' ids
 */
public record ClassVerdicts(@JsonProperty("class") String group, List<VerdictView> verdicts) {}
