/** What becomes of readings in quarantine: seen, tried again, deleted, or too old. */
@NullMarked
package datastream.collector.usecase.quarantine;

import org.jspecify.annotations.NullMarked;
