/** Finding stored readings and sensors. */
@NullMarked
package datastream.collector.usecase.find;

import org.jspecify.annotations.NullMarked;
