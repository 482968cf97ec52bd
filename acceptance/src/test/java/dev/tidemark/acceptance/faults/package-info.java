/**
 * The fault suite: a random workload, faults at random, and restores that are compared with what
 * was recorded. It owns the servers it harms. docs/faults.md says how to run it for longer.
 */
@NullMarked
package dev.tidemark.acceptance.faults;

import org.jspecify.annotations.NullMarked;
