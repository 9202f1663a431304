// Says with the files of a chosen folder where in it each one lay: a form sends their bare names.
"use strict";

for (const input of document.querySelectorAll("input[webkitdirectory]")) {
  input.form.addEventListener("formdata", (event) => {
    const paths = [...input.files].map((file) => file.webkitRelativePath);
    event.formData.append("paths", JSON.stringify(paths));
  });
}
