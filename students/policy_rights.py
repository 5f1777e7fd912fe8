"""What the roles may do with an institution's policy beside storing a version of it."""

from students.models import Role


class PolicyRights:
    """A part of Sight, from which it takes `has`."""

    @property
    def weighs_policies(self) -> bool:
        """Whether it is theirs to see what another policy would make of their students.

        Grades and risks are of all subjects: who answers for whole records of an institution or of
        a branch is asked about its policy, who teaches a class is not.
        """
        return self.has(Role.PRINCIPAL, Role.REGISTRAR, Role.HEAD)
