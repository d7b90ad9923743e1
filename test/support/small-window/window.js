/* global window, document, location */
// Ready once the program has answered, as a screen of Lanyard is.
const answer = await window.lanyard.call('echo', { hash: location.hash })
document.querySelector('p').textContent = JSON.stringify(answer)
document.documentElement.dataset.ready = location.hash.slice(1)
