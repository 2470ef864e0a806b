package nl.tenzij.school.policy.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why a policy that does not bind yet is taken back. */
public record WithdrawalRequest(@NotBlank @Size(max = 2000) String reason) {}
