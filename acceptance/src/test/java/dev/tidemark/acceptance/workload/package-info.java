/**
 * A random workload on a source, and the source's state after every commit of it. It knows nothing
 * of Tidemark: what it records is what the server says.
 */
@NullMarked
package dev.tidemark.acceptance.workload;

import org.jspecify.annotations.NullMarked;
