//! What to draw and say at time t: a picture as plain data, without signals or a browser.
