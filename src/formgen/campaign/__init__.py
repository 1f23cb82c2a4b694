"""What campaign.json may say, and the kinds of value a field may have."""

from formgen.campaign.document import Document, Scope
from formgen.campaign.field import FieldDefinition
from formgen.campaign.load import load_campaign
from formgen.campaign.model import Campaign

__all__ = ["Campaign", "Document", "FieldDefinition", "Scope", "load_campaign"]
