"""Invented people: given and family names from all over India, put together by chance."""

from random import Random


def words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


GIVEN = words(
    """
    Aarav Aarti Abhinav Aditi Aditya Aisha Ajay Akash Akshara Alok Amrita Ananya Aniket Anjali
    Anusha Arjun Aruna Arvind Ashwin Ayesha Bhavana Bhavesh Chaitra Charan Chitra Darshan Deepa
    Deepak Devika Dhruv Diya Divya Farhan Fatima Ganesh Gauri Gayatri Girish Gurpreet Harini
    Harish Harpreet Hema Imran Indira Isha Ishaan Jasleen Jatin Jaya Jyoti Kabir Kalpana Karan
    Karthik Kavya Keerthi Kiran Kishore Komal Krishna Kunal Lakshmi Lalita Lavanya Madhav Madhuri
    Mahesh Malavika Manish Manpreet Meera Mehul Mithun Mohit Mrinal Naina Nandini Naveen Neha
    Nikhil Nilesh Nisha Nithya Omkar Padma Pallavi Parth Pooja Prachi Pradeep Pranav Prerna
    Priya Rachana Radhika Rahul Rajesh Rakesh Ramya Rashmi Ravi Rehan Renuka Revathi Ritu Riya
    Rohan Rohini Sachin Sahana Saira Samarth Sameer Sandhya Sanjana Sanjay Sarita Satish Seema
    Shalini Shashank Shreya Shruti Siddharth Simran Sneha Sonal Srinivas Subhash Suhas Sunita
    Suraj Swati Tanmay Tanvi Tara Tejas Uday Uma Urvi Vaibhav Vandana Varun Veena Vidya Vihaan
    Vikram Vinay Vineeta Vishal Yamini Yash Zara Zoya
    """
)
FAMILY = words(
    """
    Acharya Agarwal Ahmed Ansari Apte Bajaj Banerjee Barua Basu Bedi Bhat Bhatt Bhosale Biswas
    Borah Chakraborty Chandran Chaudhary Chauhan Chavan Chopra Dalvi Das Dasgupta Deshmukh
    Deshpande Dhillon Dixit Dutta Fernandes Gaikwad Gandhi Ganguly Gill Gogoi Gokhale Gowda Goyal
    Gupta Hegde Hussain Iyengar Iyer Jadhav Jain Jha Joshi Kadam Kale Kamath Kapoor Kaur Khan
    Khanna Kulkarni Kumar Lal Mahajan Mahanta Malhotra Malik Mathew Mehta Menon Mishra Mistry
    Mohanty Mukherjee Murthy Nadar Naidu Naik Nair Nambiar Narayanan Nayak Pai Panda Pandey
    Parekh Parmar Patel Pathak Patil Pawar Pillai Prabhu Prasad Qureshi Raghavan Rajan Rajput Ram
    Rane Rao Rathod Rawat Reddy Roy Sahoo Saikia Salunkhe Sardesai Sarkar Saxena Sen Sengupta
    Shah Shaikh Sharma Shenoy Shetty Shinde Shukla Siddiqui Sidhu Singh Sinha Solanki Soni
    Srivastava Subramanian Thakur Thomas Tiwari Tripathi Trivedi Varghese Varma Verma Vyas Wagh
    Yadav
    """
)
DEVANAGARI_GIVEN = words(
    """
    अदिति अनन्या अर्जुन आकाश आरती ईशान कविता किरण कोमल गौरी जयश्री तन्वी दीपक देवेश नंदिनी निखिल
    पल्लवी प्रणव प्राजक्ता माधुरी मीनाक्षी रोहन वैभव शुभम श्रद्धा सायली सिद्धार्थ सुमित स्नेहा हर्षल
    """
)
DEVANAGARI_FAMILY = words(
    """
    आपटे कदम कुलकर्णी गायकवाड गोखले चव्हाण जाधव जोशी तिवारी देशपांडे देशमुख पवार पाटील भोसले मिश्रा
    यादव राठौड़ वर्मा शर्मा शिंदे शुक्ला सावंत सिंह
    """
)
IN_DEVANAGARI = 0.03
WITH_A_DOCTORATE = 0.4


def person_name(rng: Random) -> str:
    """A student's name; about three in a hundred are written in Devanagari."""
    if rng.random() < IN_DEVANAGARI:
        return f"{rng.choice(DEVANAGARI_GIVEN)} {rng.choice(DEVANAGARI_FAMILY)}"
    return f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"


def teacher_name(rng: Random) -> str:
    """A teacher's name, with a doctorate or without."""
    title = "Dr. " if rng.random() < WITH_A_DOCTORATE else ""
    return f"{title}{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
