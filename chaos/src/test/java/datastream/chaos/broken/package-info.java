/** Builds that break a promise each, and the proof that the harness sees it. */
@NullMarked
package datastream.chaos.broken;

import org.jspecify.annotations.NullMarked;
