"""From records to entries: what is wrong with the data, and what can be printed."""

from formgen.check.campaign_data import CampaignData, check_data
from formgen.check.entry import Checked, Entry
from formgen.check.judging import Admission
from formgen.check.values import blank_values

__all__ = ["Admission", "CampaignData", "Checked", "Entry", "blank_values", "check_data"]
