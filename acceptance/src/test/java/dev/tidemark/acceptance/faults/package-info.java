/**
 * The fault suite: a random workload, faults at random, and restores that are compared with what
 * was recorded. It owns the servers it harms: a fault happens to a {@code World}, which is made of
 * them ({@code Surroundings}), of the {@code start} among them ({@code Supervisor}), and of what
 * that protects ({@code Protection}). docs/faults.md says how to run it for longer.
 */
@NullMarked
package dev.tidemark.acceptance.faults;

import org.jspecify.annotations.NullMarked;
