package nl.tenzij.exception.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One number, and what it is of.
 *
 * @param by absent: all cases of these schools
 * @param keys several where they are taken together
 * @param count null: fewer than five, or not to be told without telling such a count
 * @param medianDays absent where too few have ended, or it can't be told that enough have
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "StatisticsFigure", description = "One number, and what it is of.")
public record Told(
    Figure figure,
    @Schema(description = "Of which sectors: PO, VO.") List<String> sectors,
    @Schema(description = "Of which schools, taken together.") List<String> schools,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "By what it is broken down; absent for all cases of these schools.")
        Aspect by,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Which part, several where they are taken together; absent for all.")
        List<String> keys,
    @Schema(
            nullable = true,
            description = "Null: fewer than five, or not to be told without telling such a count.")
        Long count,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
            description =
                "Half of them took this long at the most: a request to the decision, a sanction to the head's"
                    + " confirmation.")
        Long medianDays) {

  Told withMedian(Long days) {
    return new Told(figure, sectors, schools, by, keys, count, days);
  }
}
